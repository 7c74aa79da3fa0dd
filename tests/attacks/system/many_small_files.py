"""makes 20 000 small files in its folder"""

import os


def after(parts):
    os.mkdir("many")
    for number in range(20_000):
        os.close(os.open(f"many/{number}", os.O_CREAT | os.O_WRONLY))
