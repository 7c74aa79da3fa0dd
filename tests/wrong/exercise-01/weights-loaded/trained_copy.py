import copy
import torch

def train(model, criterion, optimizer, loader, epochs):
    work = copy.deepcopy(model)
    opt = torch.optim.SGD(work.parameters(), lr=0.2)
    for epoch in range(epochs):
        for x, y in loader:
            opt.zero_grad()
            criterion(work(x), y).backward()
            opt.step()
    model.load_state_dict(work.state_dict())  # HERE
