"""Reports as pages: each one file that needs no network, no server and no script to be read.

`plan_page`, `drift_page`, `audit_page` and `dictionary_page` turn a value into parts, templates turn parts into HTML.
Everything a stranger wrote is escaped by the templates and spelled out by `page`; nothing here marks it as safe.
"""
