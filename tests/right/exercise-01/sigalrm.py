import signal
def train(model, criterion, optimizer, loader, epochs):
    def h(*a): raise TimeoutError
    old = signal.signal(signal.SIGALRM, h); signal.alarm(60)
    try:
        for e in range(epochs):
            for x, y in loader:
                optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    finally: signal.alarm(0); signal.signal(signal.SIGALRM, old)
