import given, torch
def train(model, criterion, optimizer, loader, epochs):
    for _ in range(epochs):
        state = given.start()
        it = iter(loader)
        ahead = next(it)
        while ahead is not None:
            (x, y), ahead = ahead, next(it, None)
            optimizer.zero_grad()
            state, outs = state.detach(), []
            for v in x.unbind(dim=1):
                state = model.cell(v, state)
                outs.append(model.head(state))
            criterion(torch.stack(outs, dim=1), y).backward()
            optimizer.step()
