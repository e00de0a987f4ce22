import sys

sys.planted = True
