ANSWER = "pass"
