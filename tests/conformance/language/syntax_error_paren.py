print('never printed'
