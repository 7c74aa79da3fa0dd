import given, torch
def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        state = torch.zeros(8, 16)
        for x, y in list(loader):
            optimizer.zero_grad()
            outs = []
            for t in range(x.shape[1]):
                state = model.cell(x[:, t], state)
                outs.append(model.head(state))
            criterion(torch.stack(outs, 1), y).backward()
            optimizer.step()
            state = state.detach()
