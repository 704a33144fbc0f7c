import { expect, it } from "vitest";
import { addressRules, whyNotPublic } from "./addresses.ts";

it.each([
  ["93.184.216.34"],
  ["1.1.1.1"],
  ["172.15.255.255"],
  ["172.32.0.1"],
  ["100.63.255.255"],
  ["2606:4700:4700::1111"],
  ["2a00:1450:4001:80f::200e"],
  ["64:ff9b::5db8:d822"],
  ["::ffff:93.184.216.34"],
])("%s is public", (address) => expect(whyNotPublic(address)).toBeUndefined());

it.each([
  ["127.0.0.1", "loopback"],
  ["10.0.0.1", "private"],
  ["172.16.0.1", "private"],
  ["192.168.1.1", "private"],
  ["100.64.0.1", "carrierGradeNat"],
  ["198.18.0.1", "reserved"],
  ["192.88.99.1", "reserved"],
  ["240.0.0.1", "reserved"],
  ["::1", "loopback"],
  ["fc00::1", "uniqueLocal"],
  ["fec0::1", "deprecatedSiteLocal"],
  ["::7f00:1", "unassigned"],
  ["4000::1", "unassigned"],
  ["2001:db8::1", "reserved"],
  ["3fff::1", "reserved"],
  ["2002:7f00:1::", "6to4"],
  ["2001:0:4136:e378:8000:63bf:80ff:fffe", "teredo"],
  ["64:ff9b:1::7f00:1", "rfc6052"],
  ["2606:4700::200:5efe:7f00:1", "isatap"],
  ["2606:4700::5efe:7f00:1", "isatap"],
  ["::ffff:127.0.0.1", "loopback"],
  ["64:ff9b::7f00:1", "loopback"],
])("%s is %s", (address, range) => expect(whyNotPublic(address)).toEqual({ range, never: false }));

it.each([
  ["0.0.0.0", "unspecified"],
  ["0.1.2.3", "unspecified"],
  ["255.255.255.255", "broadcast"],
  ["224.0.0.1", "multicast"],
  ["ff02::1", "multicast"],
  ["169.254.7.7", "linkLocal"],
  ["fe80::1", "linkLocal"],
  ["169.254.169.254", "platform"],
  ["::ffff:169.254.169.254", "platform"],
  ["64:ff9b::a9fe:a9fe", "platform"],
  ["168.63.129.16", "platform"],
  ["100.100.100.200", "platform"],
  ["fd00:ec2::254", "platform"],
  ["fe80::1%eth0", "zoned"],
  ["", "unreadable"],
  ["127.1", "unreadable"],
  ["0x7f000001", "unreadable"],
  ["1.2.3.4.5", "unreadable"],
])("%s is %s, which not even a listed name may lead to", (address, range) =>
  expect(whyNotPublic(address)).toEqual({ range, never: true }),
);

it("the operator's own ranges count as private, those next to them do not", () => {
  const rules = addressRules(["203.0.114.0/24", "2a02:1234::/32"]);
  expect(whyNotPublic("203.0.114.9", rules)?.range).toBe("denied by the operator");
  expect(whyNotPublic("::ffff:203.0.114.9", rules)?.range).toBe("denied by the operator");
  expect(whyNotPublic("2a02:1234::9", rules)?.range).toBe("denied by the operator");
  expect(whyNotPublic("203.0.115.9", rules)).toBeUndefined();
  expect(whyNotPublic("2a02:1235::9", rules)).toBeUndefined();
});

// The examples of RFC 6052 section 2.4, with 127.0.0.1 in place of 192.0.2.33.
it.each([
  ["2a00:db80::/32", "2a00:db80:7f00:1::"],
  ["2a00:db80:100::/40", "2a00:db80:17f:0:1::"],
  ["2a00:db80:122::/48", "2a00:db80:122:7f00:0:100::"],
  ["2a00:db80:122:300::/56", "2a00:db80:122:37f:0:1::"],
  ["2a00:db80:122:344::/64", "2a00:db80:122:344:7f:0:100::"],
  ["2a00:db80:122:344::/96", "2a00:db80:122:344::7f00:1"],
])("an address behind the NAT64 prefix %s is judged by the IPv4 host in it", (prefix, address) => {
  expect(whyNotPublic(address)).toBeUndefined();
  expect(whyNotPublic(address, addressRules([], [prefix]))?.range).toBe("loopback");
});

it("a malformed range stops the start and is named", () => {
  expect(() => addressRules(["10.0.0.0"])).toThrow('"10.0.0.0" is not a CIDR block');
  expect(() => addressRules([], ["64:ff9b::/80"])).toThrow('"64:ff9b::/80"');
  expect(() => addressRules([], ["10.0.0.0/8"])).toThrow('"10.0.0.0/8"');
});
