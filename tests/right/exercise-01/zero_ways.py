def train(model, criterion, optimizer, loader, epochs):
    i = 0
    for e in range(epochs):
        for x, y in loader:
            l = criterion(model(x), y)
            k = i % 6; i += 1
            if k == 0: optimizer.zero_grad()
            elif k == 1: model.zero_grad(set_to_none=False)
            elif k == 2:
                for p in model.parameters(): p.grad = None
            elif k == 3:
                for p in model.parameters():
                    if p.grad is not None: p.grad.zero_()
            elif k == 4:
                for g in optimizer.param_groups:
                    for p in g['params']:
                        if p.grad is not None: p.grad.data.fill_(0)
            else:
                for p in model.parameters():
                    if p.grad is not None: p.grad.detach_().mul_(0)
            l.backward(); optimizer.step()
