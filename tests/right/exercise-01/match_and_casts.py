import torch

def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        for batch in loader:
            match batch:
                case [x, y]:
                    x = x.float().view(-1, 2)
                    y = y.long().flatten()
                case _:
                    raise ValueError("unexpected batch")
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
