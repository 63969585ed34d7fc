"""Values in, text out: for a terminal, for a program, for a pull request. Nothing here asks what happened.

A portal's labels are strangers' words: every function that puts them into a terminal or into Markdown passes them
through `wording` or `markdown_text` first.
"""
