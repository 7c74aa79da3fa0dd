"""What is given in exercise 15: eight doors, a small recurrent network, and how it is measured.

You need not change anything here, and changing it changes nothing:
the grader works with its own copy of this file.
"""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

EPOCHS = 8
DOORS, CHUNKS, LENGTH, HIDDEN = 8, 24, 5, 16


class Memory(nn.Module):
    """Reads a chunk [doors, length, 1] value by value, and hands on the state it ends with."""

    def __init__(self):
        super().__init__()
        self.cell = nn.RNNCell(1, HIDDEN)
        self.head = nn.Linear(HIDDEN, 1)

    def forward(self, x, state):
        outputs = []
        for value in x.unbind(dim=1):
            state = self.cell(value, state)
            outputs.append(self.head(state))
        return torch.stack(outputs, dim=1), state


def start():
    """The state before the first chunk: nothing has been heard."""
    return torch.zeros(DOORS, HIDDEN)


def make_data():
    """Two tensors [8 doors, 120 moments, 1]: what is heard, and whether the door is open.

    Every fifth value is a message: 1 opens the door, -1 closes it. All other values are 0.
    At the beginning all doors are closed.
    """
    generator = torch.Generator().manual_seed(1)
    opens = torch.randint(0, 2, (DOORS, CHUNKS), generator=generator).float()
    x = torch.zeros(DOORS, CHUNKS, LENGTH)
    x[:, :, -1] = 2 * opens - 1
    y = torch.zeros(DOORS, CHUNKS * LENGTH + 1)
    y[:, LENGTH:] = opens.repeat_interleave(LENGTH, dim=1)[:, : y.shape[1] - LENGTH]
    return x.reshape(DOORS, -1, 1), y[:, 1:].unsqueeze(2)


def chunks(sequence):
    """The sequence in chunks of five moments: the first chunk of all doors, then the second."""
    cut = sequence.reshape(DOORS, CHUNKS, LENGTH, 1).transpose(0, 1)
    return cut.reshape(CHUNKS * DOORS, LENGTH, 1)


def build(seed):
    """The arguments of train(): always the same for the same seed."""
    torch.manual_seed(seed)
    model = Memory()
    x, y = make_data()
    return {
        "model": model,
        "criterion": nn.BCEWithLogitsLoss(),
        "optimizer": torch.optim.Adam(model.parameters(), lr=0.02),
        "loader": DataLoader(TensorDataset(chunks(x), chunks(y)), batch_size=DOORS),
        "epochs": EPOCHS,
    }


def objective(model, call):
    """The loss of one chunk, and the state for the next one."""
    x, y = call.batch
    outputs, state = model(x, start() if call.carry is None else call.carry)
    return nn.functional.binary_cross_entropy_with_logits(outputs, y), state.detach()


def measure(model):
    """Loss and accuracy over all 120 moments, heard in one go."""
    x, y = make_data()
    with torch.no_grad():
        logits, _ = model(x, start())
    return {
        "loss": nn.functional.binary_cross_entropy_with_logits(logits, y).item(),
        "accuracy": ((logits > 0) == (y > 0.5)).float().mean().item(),
    }
