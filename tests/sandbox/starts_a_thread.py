"""Imported into a warm process, this makes a fork of it unsafe."""

import threading

threading.Thread(target=threading.Event().wait, daemon=True).start()
