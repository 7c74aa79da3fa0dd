"""reads the secret in a data loader's worker process"""

import torch


class Files(torch.utils.data.Dataset):
    def __len__(self):
        return 2

    def __getitem__(self, index):
        with open(TARGETS["secret"]) as file:
            return file.read(20)


def during(parts):
    loader = torch.utils.data.DataLoader(Files(), num_workers=1, timeout=5)
    for token in loader:
        reached(token)
