import torch
from torch.autograd import Variable
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            x, y = Variable(x), Variable(y)
            optimizer.zero_grad(); l = criterion(model(x), y); torch.Tensor.backward(l); optimizer.step()
