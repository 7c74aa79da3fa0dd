import pickle, copy, torch
def train(model, criterion, optimizer, loader, epochs):
    pickle.dumps(optimizer.state_dict()); 
    try: pickle.loads(pickle.dumps(model)); print('ok')
    except Exception as e: print('nopickle', e)
    for e in range(epochs):
        ev = copy.deepcopy(loader)
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
        with torch.no_grad(): print(sum(criterion(model(x), y) for x, y in ev))
