"""While loops and next() instead of for."""

from torch.nn.utils import clip_grad_norm_


def train(model, criterion, optimizer, loader, epochs, max_norm):
    epoch = 0
    while epoch < epochs:
        batches = iter(loader)
        while (batch := next(batches, None)) is not None:
            x, y = batch
            loss = criterion(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            clip_grad_norm_(model.parameters(), max_norm, error_if_nonfinite=True)
            optimizer.step()
        epoch += 1
