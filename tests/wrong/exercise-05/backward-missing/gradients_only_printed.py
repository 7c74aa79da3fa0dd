import torch


def train(model, criterion, optimizer, x, y):
    loss = criterion(model(x), y)
    gradients = torch.autograd.grad(loss, model.parameters())  # HERE
    print("gradients", gradients)
    optimizer.step()
