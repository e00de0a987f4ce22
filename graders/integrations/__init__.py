"""The programs that call us: pytest first; one file a program."""
