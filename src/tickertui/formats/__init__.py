"""Foreign notations, turned into plain Python: devalue, the Nuxt payload, Storyblok rich text.

Knows the notations and nothing of prices, files, networks or screens. Uses `tickertui.errors` only.
"""
