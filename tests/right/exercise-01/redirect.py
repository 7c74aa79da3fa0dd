import io, sys, contextlib, signal, gc, atexit
def train(model, criterion, optimizer, loader, epochs):
    signal.signal(signal.SIGINT, lambda *a: None); gc.disable()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for e in range(epochs):
            for x, y in loader:
                optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
                del l; print('\r', end='', flush=True)
    gc.collect(); gc.enable()
