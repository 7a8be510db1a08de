import { Capacity } from '../../../src';

test.each([
  [{ onDemandBase: -1 }, 'onDemandBase (-1) must be a whole number from 0 to 100000'],
  [{ onDemandWeight: 1001 }, 'onDemandWeight (1001) must be a whole number from 0 to 1000'],
  [{ spotWeight: 1.5 }, 'spotWeight (1.5) must be a whole number from 0 to 1000'],
  [{ spotWeight: 0 }, 'spotWeight (0) runs no tasks on Fargate Spot; set it to at least 1, or use Capacity.fargate()'],
])('refuses %j', (props, message) => {
  expect(() => Capacity.fargateAndSpot(props)).toThrow(message);
});

test('runs one task on demand and distributes the others evenly by default', () => {
  expect(Capacity.fargateAndSpot()._kind.strategy).toEqual([
    { capacityProvider: 'FARGATE', base: 1, weight: 1 },
    { capacityProvider: 'FARGATE_SPOT', weight: 1 },
  ]);
});
