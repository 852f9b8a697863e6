#include <yaodian/base.h>

#include <sys/vfs.h>

bool yd_file_system_is_shared(long type)
{
	/* statfs(2), linux/magic.h. FUSE may be sshfs; what stands behind 9p is another kernel. */
	static const unsigned long shared[] = {0x6969 /* NFS */, 0x517B /* SMB */,
		0xFF534D42 /* CIFS */, 0xFE534D42 /* SMB2 */, 0x01021997 /* 9p */,
		0x65735546 /* FUSE */, 0x00C36400 /* Ceph */, 0x5346414F /* AFS */,
		0x73757245 /* Coda */, 0x0BD00BD0 /* Lustre */, 0x01161970 /* GFS2 */,
		0x7461636F /* OCFS2 */, 0x786F4256 /* VirtualBox */};
	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++)
		if (shared[i] == ((unsigned long)type & 0xFFFFFFFF))
			return true;
	return false;
}

bool yd_file_is_shared(const char *path)
{
	struct statfs system;
	return statfs(path, &system) == 0 && yd_file_system_is_shared((long)system.f_type);
}
