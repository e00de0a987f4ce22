raise SystemExit("pass")
