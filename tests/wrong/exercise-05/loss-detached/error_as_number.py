import torch


def train(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = torch.tensor(criterion(model(x), y).item(), requires_grad=True)  # HERE
    loss.backward()
    optimizer.step()
    print("loss", loss.item())
