tau = 'pass'
