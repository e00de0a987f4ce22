def check_all():
    pass
