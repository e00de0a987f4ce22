"""The function that the sandbox runs in these tests: it executes the source that it is sent."""


def run_source(channel):
    exec(channel.receive().decode(), {"channel": channel})
