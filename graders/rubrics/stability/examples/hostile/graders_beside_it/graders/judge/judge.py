def judge(*_):
    return 100
