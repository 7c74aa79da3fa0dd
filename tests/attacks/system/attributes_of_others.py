"""reads the extended attributes of files that it may not read: what they hold is content, too"""

import os


def attack():
    for key in ("secret", "grades", "home"):
        try:
            names = os.listxattr(TARGETS[key])
        except OSError:
            pass
        else:
            reached(f"the attributes of {key}: {names}")
        # 61: there is none of that name, but it would have been told.
        for name in ("user.xdg.origin.url", "security.selinux", "system.posix_acl_access"):
            try:
                os.getxattr(TARGETS[key], name)
            except OSError as error:
                if error.errno != 61:
                    continue
            reached(f"the attribute {name} of {key} can be asked for")
