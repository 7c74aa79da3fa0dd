"""tries for an administrator's rights, with arguments that are refused in any case"""

import errno


def attack():
    nowhere = b"/no/such/file"
    calls = [(168, nowhere, errno.ENOENT), (163, nowhere, errno.ENOENT)]
    calls += [(170, None, -1, errno.EINVAL), (171, None, -1, errno.EINVAL)]
    for *call, sign in calls:
        try:
            syscall(*call)
        except OSError as error:
            if error.errno == sign:
                reached(f"call {call[0]} is allowed")
    syscall(172, 3)
    reached("iopl: ports of the machine are open")
