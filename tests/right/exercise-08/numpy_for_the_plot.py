"""Outputs and losses go to NumPy through detach(), beside the training."""

import numpy as np
import torch.nn.functional as F


def train(model, criterion, optimizer, loader, epochs):
    curve = []
    for _ in range(epochs):
        batch = iter(loader)
        while (pair := next(batch, None)) is not None:
            x, y = pair
            scores = model(x)
            confident = np.exp(F.log_softmax(scores, dim=1).detach().numpy()).max(axis=1).mean()
            loss = F.cross_entropy(scores, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            curve.append((loss.detach().numpy().copy(), confident))
        print("loss", curve[-1][0])
