import threading
def train(model, criterion, optimizer, loader, epochs):
    def go():
        for e in range(epochs):
            for x, y in loader:
                optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    t = threading.Thread(target=go); t.start(); t.join()
