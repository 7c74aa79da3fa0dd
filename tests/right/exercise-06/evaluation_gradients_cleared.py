"""After each epoch a gradient over all flats is printed; the next round clears it before use."""

import torch.nn.functional as F


def train(model, criterion, optimizer, loader, epochs):
    all_x, all_y = loader.dataset.tensors
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            F.mse_loss(model(x), y).backward()
            optimizer.step()
        F.mse_loss(model(all_x), all_y).backward()
        print("epoch", epoch, "gradient", model.bias.grad.item())
    optimizer.zero_grad()
