"""Telling people who are not looking: which news is due to whom, and the one way out to chats and mailboxes.

A room of its own beside `portal/`, because it is the other place from where something leaves for the network: it knows
no portal, no file and no settings, is given a URL and two texts, and gives back whether they arrived. apprise is
imported in `sending` alone, when something is sent.
"""
