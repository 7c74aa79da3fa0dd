from torch.autograd import backward, grad
from torch import optim, nn
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); backward(l); optimizer.step()
