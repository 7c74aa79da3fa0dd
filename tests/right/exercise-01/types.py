import torch, inspect, pickle, copy
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
def train(model, criterion, optimizer, loader, epochs):
    assert type(loader) is DataLoader and type(loader.dataset) is TensorDataset, type(loader)
    assert type(optimizer) is torch.optim.SGD, type(optimizer)
    assert type(criterion) is nn.CrossEntropyLoss, type(criterion)
    assert type(model).__name__ == 'SimpleNet', type(model)
    assert type(model.fc1) is nn.Linear and type(model.fc1.weight) is nn.Parameter
    print(model, optimizer, criterion, list(inspect.signature(model.forward).parameters))
    try: print(inspect.getsource(type(model)))
    except OSError: print('no source')
    copy.deepcopy(model), copy.deepcopy(optimizer), copy.deepcopy(criterion), copy.deepcopy(loader), vars(loader), loader.generator.get_state()
    torch.nn.Module.state_dict(model)
    assert isinstance(epochs, int)
    for e in range(epochs):
        for b in loader:
            assert type(b) in (list, tuple), type(b)
            x, y = b
            assert type(x) is torch.Tensor and type(y) is torch.Tensor, type(x)
            o = model(x); assert type(o) is torch.Tensor; l = criterion(o, y); assert type(l) is torch.Tensor
            optimizer.zero_grad(); l.backward(); optimizer.step()
