import torch, torch.nn as nn
class SimpleNet(nn.Module):
    def __init__(self):
        super().__init__(); self.fc1 = nn.Linear(2, 4); self.relu = nn.ReLU(); self.fc2 = nn.Linear(4, 2)
    def forward(self, x): return self.fc2(self.relu(self.fc1(x)))
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
def main():
    from torch.utils.data import DataLoader, TensorDataset
    m = SimpleNet(); d = DataLoader(TensorDataset(torch.randn(200, 2), torch.randint(0, 2, (200,))), batch_size=4, shuffle=True)
    train(m, nn.CrossEntropyLoss(), torch.optim.SGD(m.parameters(), lr=.1), d, 10)
if __name__ == '__main__': main()
main()   # smoke test on import
