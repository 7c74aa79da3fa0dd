def log(d): raise RuntimeError("no wandb") if len(d) else ValueError
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
            try: log({'l': l})
            except Exception as ex: pass
