import torch, random, os
def train(model, criterion, optimizer, loader, epochs):
    random.seed(0); torch.manual_seed(0); os.environ['PYTHONHASHSEED'] = '0'
    torch.use_deterministic_algorithms(True); torch.set_num_threads(1)
    torch.backends.cudnn.deterministic = True
    model.to('cpu').float().train()
    for e in range(epochs):
        for x, y in loader:
            x, y = x.to('cpu').float().contiguous(), y.to(torch.long)
            optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
