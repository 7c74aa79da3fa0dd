"""types into the instructor's terminal by TIOCSTI"""

import fcntl
import os
import termios


def attack():
    for fd in range(3):
        try:
            fcntl.ioctl(fd, termios.TIOCSTI, b" ")
            reached(f"typed into descriptor {fd}")
        except OSError:
            pass
    fd = os.open("/dev/tty", os.O_RDWR)
    reached("the terminal is open")
    fcntl.ioctl(fd, termios.TIOCSTI, b" ")
    reached("typed into the terminal")
