"""One site: where its payloads are, how to ask for them politely, and what their keys mean.

The only room that speaks to the network (in `client`), and the only one that knows the site's keys (in `extract`).
"""
