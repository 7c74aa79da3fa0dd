import torch
from torch.distributions import Categorical
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            l = -Categorical(logits=model(x)).log_prob(y).mean()
            optimizer.zero_grad(); l.backward(); optimizer.step()
