import argparse
p = argparse.ArgumentParser(); p.add_argument('--lr', default=.1, type=float)
args = p.parse_args()
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
