"""The bonus: gradients by hand are compared with autograd's, and not used."""

import torch


def by_hand(model, x, y):
    with torch.no_grad():
        pre = model.fc1(x)
        hidden = model.relu(pre)
        d_outputs = 2 * (model.fc2(hidden) - y) / len(x)
        d_hidden = (d_outputs @ model.fc2.weight) * (pre > 0)
        return [d_hidden.T @ x, d_hidden.sum(0), d_outputs.T @ hidden, d_outputs.sum(0)]


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            for p, hand in zip(model.parameters(), by_hand(model, x, y)):
                assert torch.allclose(p.grad, hand, atol=1e-5)
            optimizer.step()
