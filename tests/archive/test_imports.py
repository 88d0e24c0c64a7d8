"""What importing the archive costs."""

import subprocess
import sys


def test_the_driver_is_imported_only_when_an_archive_is_opened() -> None:
    """Importing every module of the archive leaves the database driver alone."""
    code = (
        "import sys, tickertui.archive.recovery, tickertui.archive.store, tickertui.archive.lease\n"
        "sys.exit(bool({'apsw', 'sqlite3', 'zlib', 'socket', 'hashlib'} & (set(sys.modules) - before)))"
    )
    before = "import sys; before = set(sys.modules)\n"
    assert subprocess.run([sys.executable, "-c", before + code], check=False).returncode == 0
