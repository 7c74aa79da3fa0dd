import torch
def train(model, criterion, optimizer, loader, epochs, max_norm):
    for _ in range(epochs):
        for x, y in list(loader):
            optimizer.zero_grad()
            s = torch.zeros(len(x), 32)
            for v in x.unbind(1):
                s = model.cell(v[:, None], s)
            criterion(torch.tanh(model.head(s)).squeeze(1), y).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
            optimizer.step()
