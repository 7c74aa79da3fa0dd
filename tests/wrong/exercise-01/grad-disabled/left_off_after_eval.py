import torch


def accuracy(model, dataset):
    torch.set_grad_enabled(False)  # HERE
    x, y = dataset.tensors
    hits = (model(x).argmax(dim=1) == y).float().mean().item()
    return hits


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        model.train()
        for inputs, labels in loader:
            optimizer.zero_grad()
            loss = criterion(model(inputs), labels)
            if loss.requires_grad:
                loss.backward()
                optimizer.step()
        model.eval()
        print(epoch, loss.item(), accuracy(model, loader.dataset))
