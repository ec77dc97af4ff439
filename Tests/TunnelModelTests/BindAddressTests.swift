import Testing

@testable import TunnelModel

@Suite("A bind address")
struct BindAddressTests {
    @Test("that is absent means loopback, or everything with GatewayPorts, in ssh's order")
    func absent() {
        #expect(BindAddress(field: nil).listenHosts(gatewayPorts: false, family: .any) == ["::1", "127.0.0.1"])
        #expect(BindAddress(field: nil).listenHosts(gatewayPorts: true, family: .any) == ["0.0.0.0", "::"])
    }

    @Test("keeps its meaning whatever GatewayPorts says when it is given", arguments: [true, false])
    func given(gatewayPorts: Bool) {
        func hosts(_ field: String, _ family: AddressFamily = .any) -> [String] {
            BindAddress(field: field).listenHosts(gatewayPorts: gatewayPorts, family: family)
        }
        #expect(hosts("localhost") == ["::1", "127.0.0.1"])
        #expect(hosts("") == ["0.0.0.0", "::"] && hosts("*") == hosts(""))
        #expect(hosts("127.0.0.1") == ["127.0.0.1"] && hosts("name") == ["name"])
        #expect(hosts("*", .inet) == ["0.0.0.0"] && hosts("*", .inet6) == ["::"])
        #expect(hosts("localhost", .inet) == ["127.0.0.1"] && hosts("localhost", .inet6) == ["::1"])
    }
}
