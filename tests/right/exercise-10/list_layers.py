import torch
def train(model, class_criterion, value_criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        for x, a, b in list(loader):
            optimizer.zero_grad()
            f = torch.tanh(model.trunk(x))
            (class_criterion(model.class_head(f), a) + value_criterion(model.value_head(f), b)).backward()
            optimizer.step()
