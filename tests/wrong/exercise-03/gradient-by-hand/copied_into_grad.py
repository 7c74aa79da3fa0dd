"""backward() allots .grad, and the handmade gradients are copied into it."""

import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            outputs = model(x)
            loss = criterion(outputs, y)
            loss.backward()
            with torch.no_grad():
                pre = model.fc1(x)
                delta = 2 * (outputs - y) / len(x)
                back = (delta @ model.fc2.weight) * (pre > 0)
                grads = [back.T @ x, back.sum(0), delta.T @ pre.relu(), delta.sum(0)]
                for p, g in zip(model.parameters(), grads):
                    p.grad.copy_(g)  # HERE
            optimizer.step()
