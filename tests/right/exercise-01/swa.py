import torch
from torch.optim.swa_utils import AveragedModel, update_bn
def train(model, criterion, optimizer, loader, epochs):
    swa = AveragedModel(model)
    ema = AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(.99))
    for e in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step(); ema.update_parameters(model)
        swa.update_parameters(model)
    update_bn(loader, swa)
