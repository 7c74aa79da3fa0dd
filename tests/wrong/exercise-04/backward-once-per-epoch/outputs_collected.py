import torch


def train(model, criterion, optimizer, loader, epochs):
    for epoch in range(epochs):
        all_outputs, all_targets = [], []
        for x, y in loader:
            all_outputs.append(model(x))
            all_targets.append(y)
        loss = criterion(torch.cat(all_outputs), torch.cat(all_targets))
        optimizer.zero_grad()
        loss.backward()  # HERE
        optimizer.step()
        print("loss", loss.item())
